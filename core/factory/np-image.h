/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-factory-data.h"

G_BEGIN_DECLS

/* The number that ends an image, little endian; firmware that writes the data back follows it with 0xFFFFFFFF. */
#define NP_IMAGE_TERMINATOR 0xACACACACu

/**
 * NpImageRecord:
 * @tag: as in the image, known or not
 * @offset: of the record's tag, in bytes from the image's start
 * @length: of the value, in bytes; the value starts at @offset + 8
 */
typedef struct
{
  guint32 tag;
  gsize offset;
  gsize length;
} NpImageRecord;

#define NP_TYPE_IMAGE (np_image_get_type ())
typedef struct _NpImage NpImage;
GType np_image_get_type (void);

/**
 * np_image_decode:
 * @bytes: an image, or memory read from a board: whatever follows the terminator is ignored
 * @problems: (element-type NpProblem): where everything worth telling is added, with tag and byte offset: unknown tags, records
 *   that ST's firmware stops at (0 or ≥ 603 bytes), a tag given twice, values that their type or limits don't allow, bytes after
 *   the end that aren't erased flash
 * @error: %NP_ERROR_INVALID_DATA when no image can be made out: empty or erased, truncated in a record, without terminator, or
 *   hundreds of records; the last of @problems says the same, with its code
 *
 * A record that ST's firmware can't read, a tag's second record and a value that its type can't hold are left out of the data; the
 * records after it are read all the same.
 *
 * Returns: (transfer full): the records in their order in the image
 */
NpImage *np_image_decode (GBytes *bytes, GPtrArray *problems, GError **error);

/**
 * np_image_encode:
 * @error: %NP_ERROR_INVALID_DATA when np_factory_data_check () refuses the data
 *
 * Returns: (transfer full): byte for byte what genFactoryData.py writes: records sorted by tag, then the terminator
 */
NpImage *np_image_encode (NpFactoryData *data, GError **error);

NpImage *np_image_ref (NpImage *self);
void np_image_unref (NpImage *self);

GBytes *np_image_get_bytes (NpImage *self); /* (transfer none): the records and the terminator, nothing after it */
const NpImageRecord *np_image_get_records (NpImage *self, guint *n_records);
NpFactoryData *np_image_get_data (NpImage *self); /* (transfer none): the known fields */

/**
 * np_image_describe_difference:
 * @planned: the image that was written
 * @actual: as many bytes read back from the board, or fewer
 *
 * Returns: (transfer full) (nullable): %NULL if equal, else "3 bytes differ; the first at byte 0x1F4 (0x081EC1F4), in
 *   SERIAL_NUMBER (tag 25): 0x41 instead of 0x40"; secret values aren't shown
 */
char *np_image_describe_difference (NpImage *planned, guint32 address, GBytes *actual);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpImage, np_image_unref)

G_END_DECLS
