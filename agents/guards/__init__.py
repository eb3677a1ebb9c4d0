"""Code after the model: what an answer claims must stand somewhere, what it promises must have happened. Pure."""

from agents.guards.cutting import cut
from agents.guards.faults import faults_of
from agents.guards.grounds import Grounds
from agents.guards.markup import visible_only
from agents.guards.types import Fault, FaultKind

__all__ = ["Fault", "FaultKind", "Grounds", "cut", "faults_of", "visible_only"]
