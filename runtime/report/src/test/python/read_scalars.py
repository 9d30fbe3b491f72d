"""Prints the scalars in a folder of event files as TensorBoard reads them.

Whenever EventFiles writes other bytes on purpose: run EventFilesTest, copy its file to
src/test/resources/dev/stagewright/report/tensorboard/scalars.tfevents, and
    python read_scalars.py FOLDER > src/test/resources/dev/stagewright/report/tensorboard/scalars.json
Made with tensorboard 2.21.0.
"""

import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

events = EventAccumulator(sys.argv[1])
events.Reload()
for tag in sorted(events.Tags()["scalars"]):
    for scalar in events.Scalars(tag):
        print(json.dumps([tag, scalar.wall_time, scalar.step, scalar.value]))
