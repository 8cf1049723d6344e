/** Tests of the link to MXNet that need no MXNet; the others are those of the profile oracle. */
package io.cameo.loader.mxnet;
