/** Tests of the record room; goldens are MXNet's own. */
package io.cameo.record;
