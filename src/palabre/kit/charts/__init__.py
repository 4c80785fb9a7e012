"""Charts: values in, a picture and its table out. Shown live on ``/composants/``."""

from palabre.kit.charts.agreement_matrix import agreement_matrix
from palabre.kit.charts.city_action_matrix import MatrixRow, MatrixStatus, city_action_matrix
from palabre.kit.charts.indicator_progress import IndicatorRow, indicator_progress
from palabre.kit.charts.model import Chart, ChartTable
from palabre.kit.charts.money_river import MoneySource, MoneyTarget, money_river
from palabre.kit.charts.network_map import MapCity, network_map
from palabre.kit.charts.opinion_map import (
    MapGroup,
    MapParticipant,
    MapStatement,
    opinion_map,
)
from palabre.kit.charts.poll_bars import PollBar, poll_bars
from palabre.kit.charts.results_tree import TreeNode, results_tree
from palabre.kit.charts.statement_bars import StatementBar, statement_bars
from palabre.kit.charts.thread_river import RiverKind, RiverNode, thread_river
from palabre.kit.charts.time_band import BandItem, BandKind, BandSlot, time_band
from palabre.kit.charts.word_cloud import CloudWord, word_cloud

__all__ = [
    "BandItem",
    "BandKind",
    "BandSlot",
    "Chart",
    "ChartTable",
    "CloudWord",
    "IndicatorRow",
    "MapCity",
    "MapGroup",
    "MapParticipant",
    "MapStatement",
    "MatrixRow",
    "MatrixStatus",
    "MoneySource",
    "MoneyTarget",
    "PollBar",
    "RiverKind",
    "RiverNode",
    "StatementBar",
    "TreeNode",
    "agreement_matrix",
    "city_action_matrix",
    "indicator_progress",
    "money_river",
    "network_map",
    "opinion_map",
    "poll_bars",
    "results_tree",
    "statement_bars",
    "thread_river",
    "time_band",
    "word_cloud",
]
