"""Transcription on many machines, by Dask: the only room that knows it, imported only where `run --cluster` asks for it.

    this process (key, no network) ─ lines ─▶ `peer` (network, no key) ─ TLS ─▶ scheduler ─▶ `worker`, one a machine

`pool` starts the peer and talks with it in lines of JSON (`messages`). `dispatch` keeps the workers busy and begins again
what was lost with one of them. `keys` are the certificates and settings by which peer, scheduler and workers know one
another. What travels is `Opaque`. Reasons: docs/decisions/0060.
"""
