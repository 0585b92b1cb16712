"""The register of approved AI tools and the catalogue of services: who may reach what. Unknown means no."""
