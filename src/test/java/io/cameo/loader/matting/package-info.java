/** Tests of the loader of mattes; goldens are what OpenCV gave. */
package io.cameo.loader.matting;
