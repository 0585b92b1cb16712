"""What other machines read of the register: one file per output, all over the same names. ``outputs.OUTPUTS`` is the list of them."""
