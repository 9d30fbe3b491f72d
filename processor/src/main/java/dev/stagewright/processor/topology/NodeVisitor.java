package dev.stagewright.processor.topology;

/**
 * Something that is done with every kind of layer.
 *
 * @param <R> what comes of it
 */
public interface NodeVisitor<R> {
  /** Of a convolution. */
  R convolution(Convolution convolution);

  /** Of a normalization. */
  R normalization(Node.Normalization normalization);

  /** Of a nonlinearity. */
  R activation(Node.Activation activation);

  /** Of a pool. */
  R pool(Node.Pool pool);

  /** Of zeros around a map. */
  R zeroPadding(Node.ZeroPadding padding);

  /** Of a pool over the whole map. */
  R globalPool(Node.GlobalPool pool);

  /** Of channels one behind the other. */
  R concatenation(Node.Concatenation concatenation);

  /** Of a sum. */
  R sum(Node.Sum sum);

  /** Of a dense layer before the head. */
  R linear(Node.Linear linear);

  /** Of a convolution over channels. */
  R channelConvolution(Node.ChannelConvolution convolution);

  /** Of a gate. */
  R gate(Node.Gate gate);

  /** Of a branch that is left out at times. */
  R dropPath(Node.DropPath drop);

  /** Of values that are left out at times. */
  R dropout(Node.Dropout dropout);

  /** Of a block of a user's class. */
  R ownBlock(OwnBlock block);

  /** Of the head's dense layer. */
  R dense(Node.Dense dense);
}
