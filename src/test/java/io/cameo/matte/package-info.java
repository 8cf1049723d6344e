/** Tests of mattes; goldens are made by cv2 and numpy. */
package io.cameo.matte;
