/** Tests of texture maps; goldens are made by cv2 and numpy. */
package io.cameo.texture;
