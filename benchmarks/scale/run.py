"""The figures of a made base: recall beside exact comparison, times, and the plan that was taken."""

import argparse
import json
import time

import numpy as np
from django.db import connection

from benchmarks.own_workspace import workspace_enter
from benchmarks.retrieval.measures import percentile
from benchmarks.scale.base import SHELVES, MadeEmbedder, base_put, word
from benchmarks.scale.made import base_made, questions_made
from knowledge import nearest
from knowledge.models import Category, EmbeddingModel
from knowledge.nearest import How, Way, way_to
from knowledge.ranking import Asked, rank_chunks
from knowledge.scope import Scope, today
from knowledge.search import Mode, search
from knowledge.vector_index import WORTH_FROM, index_review

DEPTH = 10
