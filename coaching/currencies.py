def digits(code): return {"EUR":2,"USD":2}[code]
