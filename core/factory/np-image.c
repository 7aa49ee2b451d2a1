/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-error.h"
#include "np-factory-check-private.h"
#include "np-field-value.h"
#include "np-image.h"
#include "np-problem.h"
#include "np-secret-bytes.h"

#define HEADER_SIZE 8
#define TERMINATOR_SIZE 4

/* There are 21 fields; whatever holds hundreds of records isn't factory data, and naming each would help nobody. */
#define MAX_RECORDS 256

struct _NpImage
{
  gatomicrefcount ref_count;

  GBytes *bytes;
  GArray *records; /* of NpImageRecord */
  NpFactoryData *data;
};

G_DEFINE_BOXED_TYPE (NpImage, np_image, np_image_ref, np_image_unref)

static guint32
read_uint32 (const guint8 *bytes)
{
  guint32 little_endian;

  memcpy (&little_endian, bytes, sizeof little_endian);

  return GUINT32_FROM_LE (little_endian);
}

static guint8 *
write_uint32 (guint8 *bytes, guint32 value)
{
  guint32 little_endian = GUINT32_TO_LE (value);

  memcpy (bytes, &little_endian, sizeof little_endian);

  return bytes + sizeof little_endian;
}

static NpImage *
np_image_new (void)
{
  NpImage *self = g_new0 (NpImage, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->records = g_array_new (FALSE, FALSE, sizeof (NpImageRecord));
  self->data = np_factory_data_new ();

  return self;
}

NpImage *
np_image_ref (NpImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
np_image_unref (NpImage *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_array_unref (self->records);
  g_object_unref (self->data);
  g_free (self);
}

GBytes *
np_image_get_bytes (NpImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

const NpImageRecord *
np_image_get_records (NpImage *self, guint *n_records)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_records != NULL, NULL);

  *n_records = self->records->len;

  return (const NpImageRecord *) (gpointer) self->records->data;
}

NpFactoryData *
np_image_get_data (NpImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->data;
}

/* Encoding */

static gsize
measure (NpFactoryData *data)
{
  const NpField *fields;
  guint n_fields;
  gsize size = TERMINATOR_SIZE;

  fields = np_field_get_all (&n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      GBytes *value = np_factory_data_get_bytes (data, fields[i].tag);

      if (value != NULL)
        size += HEADER_SIZE + g_bytes_get_size (value);
    }

  return size;
}

NpImage *
np_image_encode (NpFactoryData *data, GError **error)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpImage) self = NULL;
  const NpField *fields;
  guint n_fields;
  gsize size;
  guint8 *start;
  guint8 *end;

  g_return_val_if_fail (NP_IS_FACTORY_DATA (data), NULL);

  np_factory_data_check (data, problems);
  if (!np_problem_list_to_error (problems, error))
    return NULL;

  self = np_image_new ();
  size = measure (data);
  start = end = g_malloc (size);
  fields = np_field_get_all (&n_fields); /* in tag order */
  for (guint i = 0; i < n_fields; i++)
    {
      GBytes *value = np_factory_data_get_bytes (data, fields[i].tag);
      NpImageRecord record = { .tag = fields[i].tag, .offset = end - start };
      gconstpointer value_data;

      if (value == NULL)
        continue;

      value_data = g_bytes_get_data (value, &record.length);
      end = write_uint32 (end, record.tag);
      end = write_uint32 (end, record.length);
      memcpy (end, value_data, record.length);
      end += record.length;
      g_array_append_val (self->records, record);
    }
  write_uint32 (end, NP_IMAGE_TERMINATOR);

  self->bytes = np_secret_bytes_new_take (start, size);
  g_object_unref (self->data);
  self->data = np_factory_data_copy (data);

  return g_steal_pointer (&self);
}

/* Decoding */

typedef struct
{
  const guint8 *bytes;
  gsize size;
  gsize position;
  NpImage *image;
  GHashTable *places; /* tag → where its value stands */
  GPtrArray *problems;
} Decoder;

static char *
format_place (gsize offset)
{
  /* Translators: a position in a file or in memory, counted from 0. */
  return g_strdup_printf (_("byte 0x%zX"), offset);
}

/* "“Serial number” (tag 25)", or "tag 99". */
static char *
name_tag (guint32 tag)
{
  const NpField *field = np_field_find_by_tag (tag);

  if (field != NULL)
    /* Translators: a field's name and its number, within a sentence. */
    return g_strdup_printf (_("“%s” (tag %u)"), _(field->title), tag);

  return g_strdup_printf (_("tag %u (0x%X)"), tag, tag);
}

static void
add_problem (Decoder *decoder, NpSeverity severity, guint32 tag, const char *code, gsize offset, char *what, const char *why,
             const char *todo)
{
  g_autofree char *where = format_place (offset);

  np_problem_list_add (decoder->problems, severity, tag, code, where, what, why, todo);
}

/* The end of decoding: the problem is also the error. */
static gboolean
fail (Decoder *decoder, guint32 tag, const char *code, gsize offset, char *what, const char *why, const char *todo, GError **error)
{
  g_autofree char *text = NULL;

  add_problem (decoder, NP_SEVERITY_ERROR, tag, code, offset, what, why, todo);
  text = np_problem_to_text (decoder->problems->pdata[decoder->problems->len - 1]);
  g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, text);

  return FALSE;
}

static gboolean
is_filled_with (const guint8 *bytes, gsize size, guint8 value)
{
  for (gsize i = 0; i < size; i++)
    {
      if (bytes[i] != value)
        return FALSE;
    }

  return TRUE;
}

static gboolean
refuse_blank (Decoder *decoder, GError **error)
{
  const char *todo = _("Write factory data to the board first, or choose an image that holds some.");

  if (decoder->size == 0)
    return fail (decoder, NP_TAG_NONE, "image-empty", 0, g_strdup (_("There are no bytes at all.")), NULL, todo, error);

  if (is_filled_with (decoder->bytes, decoder->size, 0xFF))
    return fail (decoder, NP_TAG_NONE, "image-erased", 0,
                 g_strdup (_("There are no factory data, only erased flash (all bytes are 0xFF).")), NULL, todo, error);

  if (is_filled_with (decoder->bytes, decoder->size, 0x00))
    return fail (decoder, NP_TAG_NONE, "image-empty", 0, g_strdup (_("There are no factory data: all bytes are 0x00.")), NULL,
                 todo, error);

  return TRUE;
}

static gboolean
fail_truncated (Decoder *decoder, guint32 tag, char *what, GError **error)
{
  return fail (decoder, tag, "image-truncated", decoder->position, what, NULL,
               _("Check that this is factory data, all of it; make the image or read the board again."), error);
}

static gboolean
fail_without_terminator (Decoder *decoder, char *what, GError **error)
{
  return fail (decoder, NP_TAG_NONE, "image-no-terminator", decoder->position, what,
               _("The number 0xACACACAC must follow the last record; without it the end can't be told from damage."),
               _("Make the image or read the board again, all of it."), error);
}

/* ST's firmware gives up at the first record that is empty or too long (stm32_factorydata.c). */
static gboolean
check_record_length (Decoder *decoder, const NpImageRecord *record, guint n_following)
{
  g_autofree char *name = NULL;
  g_autofree char *why = NULL;

  if (record->length > 0 && record->length <= NP_FIELD_MAX_LENGTH)
    return TRUE;

  name = name_tag (record->tag);
  why = g_strdup_printf (ngettext ("ST's firmware stops reading there and never sees the %u record that follows.",
                                   "ST's firmware stops reading there and never sees the %u records that follow.", n_following),
                         n_following);
  add_problem (decoder, NP_SEVERITY_ERROR, record->tag, "image-record-length", record->offset,
               g_strdup_printf (_("The record of %s is %zu bytes long; it must be from 1 to %d."), name, record->length,
                                NP_FIELD_MAX_LENGTH),
               why, _("Make the image again without this value, or with a right one."));

  return FALSE;
}

/* Takes in the value of a record that is a field's and fits it. */
static void
take_value (Decoder *decoder, const NpImageRecord *record)
{
  const NpField *field = np_field_find_by_tag (record->tag);
  const guint8 *data = decoder->bytes + record->offset + HEADER_SIZE;
  const char *code = NULL;
  g_autoptr(GBytes) value = NULL;
  char *misfit;

  if (field == NULL)
    {
      add_problem (decoder, NP_SEVERITY_WARNING, record->tag, "image-unknown-tag", record->offset,
                   g_strdup_printf (ngettext ("No field has tag %u (0x%X); its %zu byte was skipped.",
                                              "No field has tag %u (0x%X); its %zu bytes were skipped.", record->length),
                                    record->tag, record->tag, record->length),
                   NULL, _("Check whether the image is damaged or made by a newer tool."));
      return;
    }

  if (np_factory_data_has (decoder->image->data, field->tag))
    {
      add_problem (decoder, NP_SEVERITY_ERROR, field->tag, "image-duplicate-tag", record->offset,
                   g_strdup_printf (_("%s (tag %u) stands there more than once."), _(field->title), record->tag),
                   _("ST's firmware reads only the first one."), _("Make the image again with each field once."));
      return;
    }

  misfit = np_field_value_describe_misfit (field, data, record->length, &code);
  if (misfit != NULL)
    {
      add_problem (decoder, NP_SEVERITY_ERROR, field->tag, code, record->offset, misfit, NULL,
                   _("Make the image again with a right value."));
      return;
    }

  value = np_secret_bytes_new (data, record->length);
  np_factory_data_set_bytes (decoder->image->data, field->tag, value, NULL);
  g_hash_table_insert (decoder->places, GUINT_TO_POINTER (record->tag), format_place (record->offset));
}

static void
take_values (Decoder *decoder)
{
  GArray *records = decoder->image->records;

  for (guint i = 0; i < records->len; i++)
    {
      const NpImageRecord *record = &g_array_index (records, NpImageRecord, i);

      if (check_record_length (decoder, record, records->len - i - 1))
        take_value (decoder, record);
    }
}

/* Reads the record at the position. Returns FALSE with @error set when none can be made out there. */
static gboolean
read_record (Decoder *decoder, GError **error)
{
  gsize available = decoder->size - decoder->position;
  NpImageRecord record = { .tag = read_uint32 (decoder->bytes + decoder->position), .offset = decoder->position };
  g_autofree char *name = name_tag (record.tag);

  if (record.tag == G_MAXUINT32)
    return fail_without_terminator (decoder, g_strdup (_("Erased flash follows the last record instead of the terminator.")),
                                    error);

  if (available < HEADER_SIZE)
    return fail_truncated (decoder, record.tag, g_strdup_printf (_("The data end within the header of %s."), name), error);

  available -= HEADER_SIZE;
  record.length = read_uint32 (decoder->bytes + decoder->position + sizeof (guint32));
  if (record.length > available)
    return fail_truncated (decoder, record.tag,
                           g_strdup_printf (_("The record of %s says that it is %zu bytes long, but only %zu follow."), name,
                                            record.length, available),
                           error);

  if (decoder->image->records->len == MAX_RECORDS)
    return fail (decoder, NP_TAG_NONE, "image-too-many-records", record.offset,
                 g_strdup_printf (_("There are more than %d records; these aren't factory data."), MAX_RECORDS), NULL,
                 _("Check that the right file or address was chosen."), error);

  g_array_append_val (decoder->image->records, record);
  decoder->position += HEADER_SIZE + record.length;

  return TRUE;
}

/* Moves from the start to behind the terminator. */
static gboolean
read_records (Decoder *decoder, GError **error)
{
  while (decoder->size - decoder->position >= TERMINATOR_SIZE)
    {
      if (read_uint32 (decoder->bytes + decoder->position) == NP_IMAGE_TERMINATOR)
        {
          decoder->position += TERMINATOR_SIZE;
          return TRUE;
        }

      if (!read_record (decoder, error))
        return FALSE;
    }

  if (decoder->position < decoder->size)
    return fail_truncated (decoder, NP_TAG_NONE, g_strdup (_("The data end within a record's tag.")), error);

  return fail_without_terminator (decoder, g_strdup (_("The data end without the terminator.")), error);
}

/* Firmware that writes the data back puts 0xFFFFFFFF after the terminator; then comes erased flash. */
static void
tell_what_follows (Decoder *decoder)
{
  for (gsize i = decoder->position; i < decoder->size; i++)
    {
      if (decoder->bytes[i] == 0xFF)
        continue;

      add_problem (decoder, NP_SEVERITY_WARNING, NP_TAG_NONE, "image-trailing-data", i,
                   g_strdup (_("Other data than erased flash follow the terminator; they were ignored.")), NULL,
                   _("Check whether they are left from an earlier image or the file was damaged."));
      return;
    }
}

NpImage *
np_image_decode (GBytes *bytes, GPtrArray *problems, GError **error)
{
  g_autoptr(NpImage) self = NULL;
  g_autoptr(GHashTable) places = NULL;
  Decoder decoder = { .problems = problems };

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  self = np_image_new ();
  places = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  decoder.bytes = g_bytes_get_data (bytes, &decoder.size);
  decoder.image = self;
  decoder.places = places;

  if (!refuse_blank (&decoder, error) || !read_records (&decoder, error))
    return NULL;

  take_values (&decoder);
  np_factory_check (self->data, places, problems);
  tell_what_follows (&decoder);
  self->bytes = np_secret_bytes_new (decoder.bytes, decoder.position);

  return g_steal_pointer (&self);
}

/* Comparing */

/* What a byte of the image belongs to, in words; sets @secret if its value isn't to be shown. */
static char *
describe_position (NpImage *self, gsize position, gboolean *secret)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      const NpImageRecord *record = &g_array_index (self->records, NpImageRecord, i);
      const NpField *field = np_field_find_by_tag (record->tag);
      g_autofree char *name = NULL;

      if (position >= record->offset + HEADER_SIZE + record->length)
        continue;

      name = name_tag (record->tag);
      if (position < record->offset + HEADER_SIZE)
        return g_strdup_printf (_("the record header of %s"), name);

      *secret = field != NULL && field->secret;
      return g_steal_pointer (&name);
    }

  return g_strdup (_("the terminator"));
}

static gulong
count_different_bytes (const guint8 *a, const guint8 *b, gsize size, gsize *first)
{
  gulong n_different = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (a[i] == b[i])
        continue;

      if (n_different == 0)
        *first = i;
      n_different++;
    }

  return n_different;
}

char *
np_image_describe_difference (NpImage *planned, guint32 address, GBytes *actual)
{
  const guint8 *expected;
  const guint8 *found;
  gsize n_expected;
  gsize n_found;
  gsize first = 0;
  gulong n_different;
  gboolean secret = FALSE;
  g_autofree char *position = NULL;

  g_return_val_if_fail (planned != NULL, NULL);
  g_return_val_if_fail (actual != NULL, NULL);

  expected = g_bytes_get_data (planned->bytes, &n_expected);
  found = g_bytes_get_data (actual, &n_found);
  n_different = count_different_bytes (expected, found, MIN (n_expected, n_found), &first);
  if (n_different == 0 && n_found >= n_expected)
    return NULL;

  if (n_different == 0)
    return g_strdup_printf (_("only %zu of %zu bytes were read back; these are right"), n_found, n_expected);

  position = describe_position (planned, first, &secret);
  if (secret)
    return g_strdup_printf (ngettext ("%lu byte differs: at byte 0x%zX (0x%08lX), in %s, whose value is a secret",
                                      "%lu bytes differ; the first at byte 0x%zX (0x%08lX), in %s, whose value is a secret",
                                      n_different),
                            n_different, first, (gulong) (address + first), position);

  return g_strdup_printf (ngettext ("%lu byte differs: at byte 0x%zX (0x%08lX), in %s: 0x%02X instead of 0x%02X",
                                    "%lu bytes differ; the first at byte 0x%zX (0x%08lX), in %s: 0x%02X instead of 0x%02X",
                                    n_different),
                          n_different, first, (gulong) (address + first), position, (guint) found[first], (guint) expected[first]);
}
