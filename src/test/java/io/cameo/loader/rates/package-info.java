/** Tests of what is measured: that it is the work that the figure names, not how fast this machine is today. */
package io.cameo.loader.rates;
