"""Model weights: where they come from, whether they are whole. The only room that uses the network, in `fetch` alone."""
