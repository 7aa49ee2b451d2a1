/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-field-text.h"
#include "np-change.h"
#include "recipe/np-recipe-entry.h"

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

static void
add_field (GPtrArray *changes, const NpField *field, NpFactoryData *before, NpFactoryData *after)
{
  GBytes *old = np_factory_data_get_bytes (before, field->tag);
  GBytes *new = np_factory_data_get_bytes (after, field->tag);
  g_autofree char *old_text = np_field_text_describe (field, old);
  g_autofree char *new_text = np_field_text_describe (field, new);

  if (!values_equal (old, new))
    np_change_list_add (changes, field->tag, _(field->title), old_text, g_str_equal (old_text, new_text) ? _("another value, hidden") : new_text);
}

/**
 * np_change_list_add_fields:
 *
 * Adds the fields that differ, in the order in which editors show them.
 */
void
np_change_list_add_fields (GPtrArray *changes, NpFactoryData *before, NpFactoryData *after)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  g_return_if_fail (NP_IS_FACTORY_DATA (before) && NP_IS_FACTORY_DATA (after));

  for (guint group = 0; group < NP_N_FIELD_GROUPS; group++)
    for (guint i = 0; i < n_fields; i++)
      if (fields[i].group == (NpFieldGroup) group)
        add_field (changes, &fields[i], before, after);
}

static const char *
get_words (const char *text)
{
  return *text != '\0' ? text : _("not set");
}

/* A choice always has some value, even where nothing is chosen. */
static gboolean
matters (const NpRecipeEntry *entry, const NpRecipe *before, const NpRecipe *after)
{
  return entry->kind != NP_RECIPE_ENTRY_CHOICE || entry->applies (before) || entry->applies (after);
}

void
np_change_list_add_recipe (GPtrArray *changes, const NpRecipe *before, const NpRecipe *after)
{
  guint n_entries;
  const NpRecipeEntry *entries = np_recipe_entry_get_all (&n_entries);

  g_return_if_fail (before != NULL && after != NULL);

  for (guint i = 0; i < n_entries; i++)
    {
      g_autofree char *old_text = np_recipe_entry_dup_text (&entries[i], before);
      g_autofree char *new_text = np_recipe_entry_dup_text (&entries[i], after);

      if (matters (&entries[i], before, after) && !g_str_equal (old_text, new_text))
        np_change_list_add (changes, NP_TAG_NONE, _(entries[i].title), get_words (old_text), get_words (new_text));
    }
}

static NpChange *
find_change (GPtrArray *changes, NpTag tag, const char *title)
{
  for (guint i = 0; i < changes->len; i++)
    {
      NpChange *change = changes->pdata[i];

      if (change->tag == tag && g_str_equal (change->title, title))
        return change;
    }
  return NULL;
}

/**
 * np_change_list_add_unfinished:
 * @title: of something whose entry holds no value
 * @value: what it is without that entry, as text for people
 *
 * Says so where its change is told already; else it becomes a change of its own.
 */
void
np_change_list_add_unfinished (GPtrArray *changes, NpTag tag, const char *title, const char *value)
{
  NpChange *change;
  char *after;

  g_return_if_fail (changes != NULL && title != NULL && value != NULL);

  change = find_change (changes, tag, title);
  if (change == NULL)
    {
      np_change_list_add (changes, tag, title, get_words (value), _("what is typed isn’t a value and can’t be saved"));
      return;
    }
  /* Translators: the value that is saved */
  after = g_strdup_printf (_("%s; what is typed isn’t a value and can’t be saved"), change->after);
  g_free (change->after);
  change->after = after;
}
