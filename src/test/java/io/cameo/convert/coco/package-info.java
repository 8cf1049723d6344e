/** Tests of COCO's conversions; planes are those of KerasPersonLab's own script. */
package io.cameo.convert.coco;
