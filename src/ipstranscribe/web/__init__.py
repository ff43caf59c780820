"""The review page: a server for one person on this computer, which shows and stores what the workflow shows and stores.

`listener` is the only socket. `guard` lets a request in or refuses it, by what `access` knows; `routes` answers it;
`interviews` holds what is open, in the one thread of `worker`; `server` runs until somebody ends it.
"""
