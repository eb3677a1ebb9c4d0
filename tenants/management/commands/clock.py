from django.core.management.base import BaseCommand

from tenants.clock import clock_run


class Command(BaseCommand):
    help = "Hand due jobs to the workers, until stopped. Any number may run."

    def handle(self, **_options) -> None:
        clock_run()
