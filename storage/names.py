"""How names are compared in the database: as coaching compares them."""

from coaching.names import name_key as name_key
from coaching.names import spelling as spelling
