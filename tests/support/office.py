"""A synthetic office."""

from __future__ import annotations

from gateway.settings import Office

OFFICE = Office(
    name="Kraj Vzorový", ico="12345678", address="Zkušební 1, 100 00 Vzorov", place="Vzorov", data_box="abc1234",
    dpo_name="Mgr. Bára Vzorová", dpo_contact="poverenec@vzor.example", director="Ing. Cyril Příkladný",
)  # fmt: skip
