"""Detection in processes of its own, with a bounded queue and a deadline that fails closed."""
