/** Weights of PyTorch's networks from safetensors files, by the names of torchvision and timm. */
@NullMarked
package dev.stagewright.weights.safetensors;

import org.jspecify.annotations.NullMarked;
