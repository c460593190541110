"""Qt that field and desk share: theme, tasks, problems, frame, form view. No rules of its own."""
