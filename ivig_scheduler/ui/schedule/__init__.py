"""The schedule: chairs down the side, time across, each visit a bar."""
