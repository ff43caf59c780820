"""Agreement between coders: figures with what they rest on, and no figure where there is none.

`units` measures over the units that everybody had, `passages` over text that each coder cut for herself; `study` puts both
into one table. Nothing here says which coder is right, and no figure is called good or bad.
"""
