"""实验室生物安全 laboratories, strains and what is done in them."""
