"""Celery carries ids of due jobs and nothing else; the rows in PostgreSQL are the truth (docs/architecture.md)."""

from config.env import env

CELERY_SETTINGS = {
    "broker_url": env("REDIS_URL"),
    "task_ignore_result": True,
    # A task is acknowledged when it begins: if its worker dies, the job's lease runs out and the clock hands it on
    # within seconds. Celery's own redelivery would take minutes, and repeat what the lease already repeats.
    "task_acks_late": False,
    "worker_prefetch_multiplier": 1,
    "task_serializer": "json",
    "accept_content": ["json"],
    "task_default_queue": "events",
    "worker_hijack_root_logger": False,
    "worker_send_task_events": False,
    # A child is replaced now and then, so that memory stays bounded.
    "worker_max_tasks_per_child": 2_000,
    "broker_connection_retry_on_startup": True,
    "broker_transport_options": {"socket_timeout": 5, "socket_connect_timeout": 2},
    "task_time_limit": 15 * 60,
}
