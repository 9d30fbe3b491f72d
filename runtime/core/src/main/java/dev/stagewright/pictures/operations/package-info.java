/**
 * What is done to pictures of 8 bits, with all its numbers given: nothing here draws. Operations
 * that torchvision has too compute what its {@code transforms.v2.functional} computes for tensors
 * of 8 bits.
 */
@NullMarked
package dev.stagewright.pictures.operations;

import org.jspecify.annotations.NullMarked;
