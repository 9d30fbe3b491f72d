/** The networks compared with what Keras computes; see src/test/python/keras_cases.py. */
package dev.stagewright.networks.parity;
