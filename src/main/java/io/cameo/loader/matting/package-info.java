/**
 * Floor 5: batches of images, mattes and masks for training and testing of human instance matting, out of the records of
 * {@code cameo matting pack}.
 */
@NullMarked
package io.cameo.loader.matting;

import org.jspecify.annotations.NullMarked;
