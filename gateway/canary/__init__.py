"""The canary: a made-up value goes the way of every prompt of every approved tool, and must be seen everywhere.

cases    what is sent: operation × carrier, out of the registers
dry      through the formats, the document readers and the detectors, in this process
live     through a whole gateway, over TLS, as a client
outcome  what became of each
"""
