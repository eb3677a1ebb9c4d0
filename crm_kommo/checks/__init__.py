from crm_kommo.checks.run import abandon_checks, run_checks

__all__ = ["abandon_checks", "run_checks"]
