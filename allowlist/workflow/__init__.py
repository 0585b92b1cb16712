"""How a tool comes into the register: request, assessment, decision, publication, review, suspension. Pure; every step is kept."""
