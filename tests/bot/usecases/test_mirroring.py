"""The mirror rests on the asker's own log; a loss names the hours it frees and what comes next."""

from bot.usecases import mirroring
from coaching.mirror import Type
from tests.bot.usecases.office import Seller


def test_the_mirror_counts_the_askers_own_ninety_days(anna: Seller) -> None:
    anna.says("add Acme stage opportunity close in 3 months")
    for number in range(10):
        anna.says(f'log acme call "how do you do it today, {number}?" with P{number}')
    anna.says("asked acme their volumes")
    with anna.office.database.everywhere.read() as session:
        mine = mirroring.look(session, anna.asking())
        bens = mirroring.look(session, anna.office.ben.asking())
    facts = dict(dict(mine.facts)[Type.FACILITATOR])
    assert facts["10 of 10 touches held a question"]
    assert facts["1 of 1 worked deals have three people or more"]
    assert bens.facts == ()


def test_a_loss_names_the_hours_and_the_next_best_row(anna: Seller) -> None:
    anna.says("add Globex stage opportunity close in 10 days")
    anna.says("add Acme stage opportunity close in 9 days")
    anna.says("log acme meeting")
    anna.says("log acme call")
    anna.office.passes(days=5)
    lost = anna.says('lost acme no decision "budget"')
    assert lost.freed is not None
    assert (lost.freed.touches, lost.freed.hours, lost.freed.following) == (2, 2, "Globex")
    gone = anna.says('letgo globex "not a priority"')
    assert gone.freed is not None
    assert (gone.freed.touches, gone.freed.following) == (0, "")
    anna.says("add Zebra")
    assert anna.says("won zebra").freed is None
