/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-error.h"
#include "np-factory-check-private.h"
#include "np-factory-data.h"
#include "np-field-value.h"
#include "np-problem.h"
#include "np-secret-bytes.h"

struct _NpFactoryData
{
  GObject parent_instance;

  GHashTable *values; /* tag → GBytes that are cleared when dropped */
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (NpFactoryData, np_factory_data, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
np_factory_data_finalize (GObject *object)
{
  NpFactoryData *self = NP_FACTORY_DATA (object);

  g_hash_table_unref (self->values);

  G_OBJECT_CLASS (np_factory_data_parent_class)->finalize (object);
}

static void
np_factory_data_class_init (NpFactoryDataClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = np_factory_data_finalize;

  /**
   * NpFactoryData::changed:
   * @self: the data
   * @tag: the field that was set or removed
   */
  signals[CHANGED]
      = g_signal_new ("changed", NP_TYPE_FACTORY_DATA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
np_factory_data_init (NpFactoryData *self)
{
  self->values = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
}

NpFactoryData *
np_factory_data_new (void)
{
  return g_object_new (NP_TYPE_FACTORY_DATA, NULL);
}

/**
 * np_factory_data_copy:
 *
 * Returns: (transfer full): other data with the same values
 */
NpFactoryData *
np_factory_data_copy (NpFactoryData *self)
{
  NpFactoryData *copy;
  GHashTableIter iter;
  gpointer tag;
  gpointer value;

  g_return_val_if_fail (NP_IS_FACTORY_DATA (self), NULL);

  copy = np_factory_data_new ();
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &tag, &value))
    g_hash_table_insert (copy->values, tag, g_bytes_ref (value));

  return copy;
}

gboolean
np_factory_data_has (NpFactoryData *self, NpTag tag)
{
  return np_factory_data_get_bytes (self, tag) != NULL;
}

GBytes *
np_factory_data_get_bytes (NpFactoryData *self, NpTag tag)
{
  g_return_val_if_fail (NP_IS_FACTORY_DATA (self), NULL);

  return g_hash_table_lookup (self->values, GUINT_TO_POINTER (tag));
}

/**
 * np_factory_data_get_number:
 * @tag: a field whose values are numbers
 * @value: (out): the number
 *
 * Returns: %TRUE if the field is set
 */
gboolean
np_factory_data_get_number (NpFactoryData *self, NpTag tag, guint32 *value)
{
  const NpField *field = np_field_find_by_tag (tag);

  g_return_val_if_fail (NP_IS_FACTORY_DATA (self), FALSE);
  g_return_val_if_fail (field != NULL && np_field_value_get_number_size (field) > 0, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return np_field_value_get_number (field, np_factory_data_get_bytes (self, tag), value);
}

/**
 * np_factory_data_dup_string:
 * @tag: a field whose values are strings
 *
 * Returns: (transfer full) (nullable): the text, %NULL if the field isn't set
 */
char *
np_factory_data_dup_string (NpFactoryData *self, NpTag tag)
{
  const NpField *field = np_field_find_by_tag (tag);
  GBytes *value;
  const char *text;
  gsize size;

  g_return_val_if_fail (NP_IS_FACTORY_DATA (self), NULL);
  g_return_val_if_fail (field != NULL && field->type == NP_FIELD_TYPE_STRING, NULL);

  value = np_factory_data_get_bytes (self, tag);
  if (value == NULL)
    return NULL;

  text = g_bytes_get_data (value, &size);

  return size > 0 ? g_strndup (text, size) : g_strdup ("");
}

gboolean
np_factory_data_equal (NpFactoryData *self, NpFactoryData *other)
{
  GHashTableIter iter;
  gpointer tag;
  gpointer value;

  g_return_val_if_fail (NP_IS_FACTORY_DATA (self), FALSE);
  g_return_val_if_fail (NP_IS_FACTORY_DATA (other), FALSE);

  if (g_hash_table_size (self->values) != g_hash_table_size (other->values))
    return FALSE;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &tag, &value))
    {
      GBytes *other_value = g_hash_table_lookup (other->values, tag);

      if (other_value == NULL || !g_bytes_equal (value, other_value))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_value (NpFactoryData *self, const NpField *field, gconstpointer data, gsize size, GError **error)
{
  g_autofree char *misfit = NULL;
  g_autoptr(GBytes) value = NULL;
  const char *code = NULL;
  GBytes *old;

  misfit = np_field_value_describe_misfit (field, data, size, &code);
  if (misfit != NULL)
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, misfit);
      return FALSE;
    }

  value = np_secret_bytes_new (data, size);
  old = np_factory_data_get_bytes (self, field->tag);
  if (old != NULL && g_bytes_equal (old, value))
    return TRUE;

  g_hash_table_insert (self->values, GUINT_TO_POINTER (field->tag), g_steal_pointer (&value));
  g_signal_emit (self, signals[CHANGED], 0, (guint) field->tag);

  return TRUE;
}

/**
 * np_factory_data_set_bytes:
 * @tag: any field
 * @value: as in the image; copied
 * @error: %NP_ERROR_INVALID_DATA if the field's type can't hold these bytes; nothing is changed then
 */
gboolean
np_factory_data_set_bytes (NpFactoryData *self, NpTag tag, GBytes *value, GError **error)
{
  const NpField *field = np_field_find_by_tag (tag);
  gconstpointer data;
  gsize size;

  g_return_val_if_fail (NP_IS_FACTORY_DATA (self), FALSE);
  g_return_val_if_fail (field != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  data = g_bytes_get_data (value, &size);

  return set_value (self, field, data, size, error);
}

/**
 * np_factory_data_set_number:
 * @tag: a field whose values are numbers
 * @error: %NP_ERROR_INVALID_DATA if the field's type can't hold the number; nothing is changed then
 */
gboolean
np_factory_data_set_number (NpFactoryData *self, NpTag tag, guint64 value, GError **error)
{
  const NpField *field = np_field_find_by_tag (tag);
  guint32 little_endian;

  g_return_val_if_fail (NP_IS_FACTORY_DATA (self), FALSE);
  g_return_val_if_fail (field != NULL && np_field_value_get_number_size (field) > 0, FALSE);

  if (value > np_field_value_get_largest_number (field))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s holds numbers up to %u; this one is larger."), _(field->title),
                   np_field_value_get_largest_number (field));
      return FALSE;
    }

  little_endian = GUINT32_TO_LE ((guint32) value);

  return set_value (self, field, &little_endian, np_field_value_get_number_size (field), error);
}

/**
 * np_factory_data_set_string:
 * @tag: a field whose values are strings
 * @error: %NP_ERROR_INVALID_DATA if the text isn't UTF-8; nothing is changed then
 */
gboolean
np_factory_data_set_string (NpFactoryData *self, NpTag tag, const char *value, GError **error)
{
  const NpField *field = np_field_find_by_tag (tag);

  g_return_val_if_fail (NP_IS_FACTORY_DATA (self), FALSE);
  g_return_val_if_fail (field != NULL && field->type == NP_FIELD_TYPE_STRING, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return set_value (self, field, value, strlen (value), error);
}

void
np_factory_data_remove (NpFactoryData *self, NpTag tag)
{
  g_return_if_fail (NP_IS_FACTORY_DATA (self));

  if (g_hash_table_remove (self->values, GUINT_TO_POINTER (tag)))
    g_signal_emit (self, signals[CHANGED], 0, (guint) tag);
}

gboolean
np_factory_data_check (NpFactoryData *self, GPtrArray *problems)
{
  g_return_val_if_fail (NP_IS_FACTORY_DATA (self), FALSE);
  g_return_val_if_fail (problems != NULL, FALSE);

  return np_factory_check (self, NULL, problems);
}
