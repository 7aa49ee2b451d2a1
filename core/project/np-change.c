/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-field-text.h"
#include "np-change.h"

static void
change_free (gpointer user_data)
{
  NpChange *change = user_data;

  g_free (change->title);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/**
 * np_change_list_new:
 *
 * Returns: (transfer full) (element-type NpChange): an empty list that frees its changes
 */
GPtrArray *
np_change_list_new (void)
{
  return g_ptr_array_new_with_free_func (change_free);
}

void
np_change_list_add (GPtrArray *changes, NpTag tag, const char *title, const char *before, const char *after)
{
  NpChange *change = g_new (NpChange, 1);

  change->tag = tag;
  change->title = g_strdup (title);
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (changes, change);
}

static gboolean
values_equal (GBytes *a, GBytes *b)
{
  return a == b || (a != NULL && b != NULL && g_bytes_equal (a, b));
}

/**
 * np_change_list_add_fields:
 *
 * Adds the fields that differ, in tag order.
 */
void
np_change_list_add_fields (GPtrArray *changes, NpFactoryData *before, NpFactoryData *after)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  g_return_if_fail (NP_IS_FACTORY_DATA (before) && NP_IS_FACTORY_DATA (after));

  for (guint i = 0; i < n_fields; i++)
    {
      GBytes *old = np_factory_data_get_bytes (before, fields[i].tag);
      GBytes *new = np_factory_data_get_bytes (after, fields[i].tag);
      g_autofree char *old_text = np_field_text_describe (&fields[i], old);
      g_autofree char *new_text = np_field_text_describe (&fields[i], new);

      if (values_equal (old, new))
        continue;
      if (g_str_equal (old_text, new_text))
        np_change_list_add (changes, fields[i].tag, _(fields[i].title), old_text, _("another value, hidden"));
      else
        np_change_list_add (changes, fields[i].tag, _(fields[i].title), old_text, new_text);
    }
}

static void
add_text (GPtrArray *changes, const char *title, const char *before, const char *after)
{
  if (g_strcmp0 (before, after) != 0)
    np_change_list_add (changes, NP_TAG_NONE, title, before != NULL ? before : _("not set"), after != NULL ? after : _("not set"));
}

static const char *
get_platform_name (const NpRecipe *recipe)
{
  return recipe->platform != NULL ? np_platform_get_name (recipe->platform) : NULL;
}

static char *
dup_address (const NpRecipe *recipe)
{
  return recipe->factory_data_address != 0 ? g_strdup_printf ("0x%08X", recipe->factory_data_address) : NULL;
}

void
np_change_list_add_recipe (GPtrArray *changes, const NpRecipe *before, const NpRecipe *after)
{
  g_autofree char *old_address = NULL;
  g_autofree char *new_address = NULL;

  g_return_if_fail (before != NULL && after != NULL);

  old_address = dup_address (before);
  new_address = dup_address (after);
  add_text (changes, _("Platform"), get_platform_name (before), get_platform_name (after));
  add_text (changes, _("Address of the factory data"), old_address, new_address);
  add_text (changes, _("External loader"), before->loader, after->loader);
}
