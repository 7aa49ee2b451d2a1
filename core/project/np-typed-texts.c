/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-field-text.h"
#include "factory/np-problem.h"
#include "np-change.h"
#include "np-edit-history.h"
#include "np-typed-texts.h"
#include "recipe/np-recipe-entry.h"

struct _NpTypedTexts
{
  GHashTable *texts;
};

NpTypedTexts *
np_typed_texts_new (void)
{
  NpTypedTexts *self = g_new (NpTypedTexts, 1);

  self->texts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) np_edit_clear_text);
  return self;
}

void
np_typed_texts_free (NpTypedTexts *self)
{
  g_hash_table_unref (self->texts);
  g_free (self);
}

const char *
np_typed_texts_get (NpTypedTexts *self, NpTag tag)
{
  return g_hash_table_lookup (self->texts, GUINT_TO_POINTER (tag));
}

/**
 * np_typed_texts_set:
 * @text: (nullable): what is typed; %NULL when the value is all there is to show
 */
void
np_typed_texts_set (NpTypedTexts *self, NpTag tag, const char *text)
{
  if (text != NULL)
    g_hash_table_insert (self->texts, GUINT_TO_POINTER (tag), g_strdup (text));
  else
    g_hash_table_remove (self->texts, GUINT_TO_POINTER (tag));
}

void
np_typed_texts_clear (NpTypedTexts *self)
{
  g_hash_table_remove_all (self->texts);
}

/* %TRUE if the text is a value of its field's type. */
static gboolean
check_text (NpTag tag, const char *text, GError **error)
{
  g_autoptr(GBytes) value = NULL;
  guint32 address;

  if (tag == NP_TAG_NONE)
    return np_recipe_parse_address (text, &address, error);
  return np_field_text_parse (np_field_find_by_tag (tag), text, &value, error);
}

/**
 * np_typed_texts_add_problems:
 * @problems: (element-type NpProblem): gets one for each text that is no value
 */
void
np_typed_texts_add_problems (NpTypedTexts *self, GPtrArray *problems)
{
  GHashTableIter iter;
  gpointer tag;
  gpointer text;

  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &tag, &text))
    {
      g_autoptr(GError) error = NULL;

      if (!check_text (GPOINTER_TO_UINT (tag), text, &error))
        np_problem_list_add (problems, NP_SEVERITY_ERROR, GPOINTER_TO_UINT (tag), tag == NULL ? "recipe-address" : "entry-invalid", NULL,
                             g_strdup (error->message), _("The project keeps its former value until then."), NULL);
    }
}

static gboolean
is_unfinished (NpTypedTexts *self, NpTag tag)
{
  const char *text = np_typed_texts_get (self, tag);

  return text != NULL && !check_text (tag, text, NULL);
}

/**
 * np_typed_texts_add_changes:
 * @changes: (element-type NpChange): what differs in @data and @recipe; gets a word for each text that is no value, for those aren't saved
 */
void
np_typed_texts_add_changes (NpTypedTexts *self, NpFactoryData *data, const NpRecipe *recipe, GPtrArray *changes)
{
  const NpRecipeEntry *address = np_recipe_entry_find ("factoryDataAddress");
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value = NULL;

      if (!is_unfinished (self, fields[i].tag))
        continue;
      value = np_field_text_describe (&fields[i], np_factory_data_get_bytes (data, fields[i].tag));
      np_change_list_add_unfinished (changes, fields[i].tag, _(fields[i].title), value);
    }
  if (is_unfinished (self, NP_TAG_NONE))
    {
      g_autofree char *value = np_recipe_entry_dup_text (address, recipe);

      np_change_list_add_unfinished (changes, NP_TAG_NONE, _(address->title), value);
    }
}
