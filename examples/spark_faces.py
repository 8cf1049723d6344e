"""Face records in PySpark 4: looks at them and writes a subset. Cameo's jar is all that it needs besides PySpark:

    spark-submit --jars cameo.jar spark_faces.py train.rec -o subset --min-images 20 --labels 0 999 --damage damage

A path is a file, a folder or a pattern. With Pillow installed, some images are decoded, too.
"""

import argparse
import importlib.util
import io

from pyspark.sql import SparkSession, functions as F

HEADER_BYTES = 32  # what a record of InsightFace's tables has and no more: a header and two labels
DAMAGE = "file string, begin bigint, end bigint, key string, reason string"


def size_of(payload):
    from PIL import Image  # where the function runs, which is not here

    with Image.open(io.BytesIO(payload)) as image:
        return f"{image.width}x{image.height}"


def main():
    parser = argparse.ArgumentParser(description="Writes a subset of face records with PySpark.")
    parser.add_argument("rec", nargs="+", help="record files, folders or patterns")
    parser.add_argument("-o", "--out", required=True, help="folder for the subset; what it holds is replaced")
    parser.add_argument("--labels", nargs=2, type=float, metavar=("FIRST", "LAST"), help="only these labels")
    parser.add_argument("--min-images", type=int, default=1, help="only identities that have so many")
    parser.add_argument("--damage", help="pass over damaged records, and list them in this folder")
    args = parser.parse_args()

    spark = SparkSession.builder.appName("faces").getOrCreate()
    reader = spark.read.format("cameo").option("columns", "key,label,id,id2,payload,length,file,offset")
    if args.damage:
        reader = reader.option("damage", "skip").option("damageTable", args.damage)
    faces = reader.load(args.rec).where(F.col("length") > HEADER_BYTES)
    if args.labels:
        faces = faces.where(F.col("label").between(*args.labels))
    faces.select("key", "label").explain()  # "pushed" says which conditions are tested before a record is read

    identities = faces.groupBy("label").count()
    few = identities.where(F.col("count") < args.min_images)
    print(f"{faces.count()} images, {identities.count()} identities, {few.count()} with fewer than {args.min_images}")
    few.orderBy("count", "label").show(10)

    if importlib.util.find_spec("PIL"):
        size = F.udf(size_of, "string", useArrow=False)  # rows as they are: PyArrow may be missing
        faces.limit(100).select(size("payload").alias("size")).groupBy("size").count().show()

    subset = faces.join(F.broadcast(few), "label", "left_anti")
    subset.coalesce(8).write.format("cameo").mode("overwrite").save(args.out)
    written = spark.read.format("cameo").load(args.out)
    print(f"{written.count()} images in {args.out}")
    written.select("key", "label", F.length("payload").alias("bytes"), "file").show(3, truncate=False)
    if args.damage:
        spark.read.schema(DAMAGE).json(args.damage).orderBy("file", "begin").show(truncate=False)
    spark.stop()


if __name__ == "__main__":
    main()
