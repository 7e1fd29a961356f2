"""Mail: an outbox row per message, rendered when queued, checked again and sent once by the worker."""
