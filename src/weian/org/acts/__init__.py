"""The verbs of org, one file per thing they change; called through org.actions."""
