"""Files → their text, block by block. Pure, without Django: it runs in a process of its own (`python -m`), with little
memory and time, because a file may be made to harm whoever reads it."""
