from django.core.management.base import BaseCommand

from config.demo.build import demo_build


class Command(BaseCommand):
    help = "Make the demo workspace, connected to the stand-in Kommo, or check that it is there."

    def handle(self, **_options) -> None:
        demo_build(say=lambda text: self.stdout.write(f"  {text}"))
