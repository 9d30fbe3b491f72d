"""Writes the arrays beside it, as numpy.save does (made with NumPy 2.4.6): what is told of the
eight pictures of TaskCommandsTest, blue/0.png to blue/3.png and red/0.png to red/3.png.

python make_targets.py
"""
import numpy as np

blue = np.repeat([1, 0], 4)
np.save("binary.npy", (1 - blue)[:, None].astype("<f4"))
np.save("labels.npy", np.stack([blue, 1 - blue, np.ones(8)], axis=1).astype("<f4"))
np.save("values.npy", np.stack([40 + 20 * blue, -blue], axis=1).astype("<f4"))
