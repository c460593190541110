"""Store and forward: signed feeds between devices and an office, one round trip at a time.

Start with `sync/README.md`; the formats stand in `entry`, `segment`, `receipt`, `message`.
"""
