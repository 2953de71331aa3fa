"""Objections, complaints and appeals in one register, each with its clock."""
