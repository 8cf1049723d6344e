/** Tests of the mask room; goldens are made by pycocotools, numpy and KerasPersonLab's own script. */
package io.cameo.mask;
