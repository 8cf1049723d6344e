/** Tests of what is done to trees of mattes. */
package io.cameo.convert.matting;
