/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-recipe-entry.h"

/* Values of a recipe's entries, as people see and enter them. */

char *
np_recipe_entry_dup_explanation (const NpRecipeEntry *self, const NpRecipe *recipe)
{
  g_return_val_if_fail (self != NULL && recipe != NULL, NULL);

  if (self->explain != NULL)
    return self->applies (recipe) ? self->explain (recipe) : g_strdup ("");
  return g_strdup (_(self->explanation));
}

GArray *
np_recipe_entry_list_choices (const NpRecipeEntry *self, const NpRecipe *recipe)
{
  g_return_val_if_fail (self != NULL && self->kind == NP_RECIPE_ENTRY_CHOICE && recipe != NULL, NULL);

  return self->list_choices (recipe);
}

guint
np_recipe_entry_get_choice (const NpRecipeEntry *self, const NpRecipe *recipe)
{
  g_return_val_if_fail (self != NULL && self->kind == NP_RECIPE_ENTRY_CHOICE && recipe != NULL, G_MAXUINT);

  return self->get_choice != NULL ? self->get_choice (recipe) : G_STRUCT_MEMBER (guint, recipe, self->offset);
}

void
np_recipe_entry_set_choice (const NpRecipeEntry *self, NpRecipe *recipe, guint value)
{
  g_return_if_fail (self != NULL && self->kind == NP_RECIPE_ENTRY_CHOICE && recipe != NULL);

  if (np_recipe_entry_get_choice (self, recipe) == value)
    return;
  if (self->set_choice != NULL)
    self->set_choice (recipe, value);
  else
    G_STRUCT_MEMBER (guint, recipe, self->offset) = value;
}

guint
np_recipe_entry_get_seconds (const NpRecipeEntry *self, const NpRecipe *recipe)
{
  g_return_val_if_fail (self != NULL && self->kind == NP_RECIPE_ENTRY_SECONDS && recipe != NULL, 0);

  return G_STRUCT_MEMBER (guint, recipe, self->offset);
}

void
np_recipe_entry_set_seconds (const NpRecipeEntry *self, NpRecipe *recipe, guint seconds)
{
  g_return_if_fail (self != NULL && self->kind == NP_RECIPE_ENTRY_SECONDS && recipe != NULL);

  G_STRUCT_MEMBER (guint, recipe, self->offset) = seconds;
}

static char *
dup_choice_title (const NpRecipeEntry *self, const NpRecipe *recipe)
{
  g_autoptr(GArray) choices = np_recipe_entry_list_choices (self, recipe);
  guint value = np_recipe_entry_get_choice (self, recipe);

  for (guint i = 0; i < choices->len; i++)
    if (g_array_index (choices, NpRecipeChoice, i).value == value)
      return g_strdup (g_array_index (choices, NpRecipeChoice, i).title);
  return g_strdup ("");
}

static char *
address_to_text (guint32 address)
{
  return address != 0 ? g_strdup_printf ("0x%08X", address) : g_strdup ("");
}

static char *
seconds_to_text (guint seconds)
{
  return g_strdup_printf (ngettext ("%u second", "%u seconds", seconds), seconds);
}

char *
np_recipe_entry_dup_text (const NpRecipeEntry *self, const NpRecipe *recipe)
{
  const char *text;

  g_return_val_if_fail (self != NULL && recipe != NULL, NULL);

  switch (self->kind)
    {
    case NP_RECIPE_ENTRY_CHOICE: return dup_choice_title (self, recipe);
    case NP_RECIPE_ENTRY_ADDRESS: return address_to_text (G_STRUCT_MEMBER (guint32, recipe, self->offset));
    case NP_RECIPE_ENTRY_SECONDS: return seconds_to_text (G_STRUCT_MEMBER (guint, recipe, self->offset));
    case NP_RECIPE_ENTRY_FILE:
    case NP_RECIPE_ENTRY_FOLDER:
    case NP_RECIPE_ENTRY_LOADER:
    case NP_RECIPE_ENTRY_TEXT:
      text = G_STRUCT_MEMBER (char *, recipe, self->offset);
      return g_strdup (text != NULL ? text : "");
    case NP_RECIPE_ENTRY_DECLARATION: return recipe->test_firmware != NULL ? g_strjoinv (", ", recipe->test_firmware) : g_strdup ("");
    case NP_RECIPE_ENTRY_NOTE:
    case NP_RECIPE_ENTRY_WARNING: return g_strdup ("");
    }
  g_return_val_if_reached (NULL);
}

gboolean
np_recipe_entry_set_text (const NpRecipeEntry *self, NpRecipe *recipe, const char *text, GError **error)
{
  char **member;

  g_return_val_if_fail (self != NULL && recipe != NULL && text != NULL, FALSE);
  g_return_val_if_fail (self->kind >= NP_RECIPE_ENTRY_ADDRESS && self->kind <= NP_RECIPE_ENTRY_TEXT, FALSE);

  if (self->kind == NP_RECIPE_ENTRY_ADDRESS)
    {
      guint32 *address = &G_STRUCT_MEMBER (guint32, recipe, self->offset);

      if (*text != '\0')
        return np_recipe_parse_address (text, address, error);
      *address = 0;
      return TRUE;
    }
  member = &G_STRUCT_MEMBER (char *, recipe, self->offset);
  g_free (*member);
  *member = *text != '\0' ? g_strdup (text) : NULL;
  return TRUE;
}

static void
take_fallback (const NpRecipeEntry *self, NpRecipe *recipe, const NpRecipe *fallback)
{
  switch (self->kind)
    {
    case NP_RECIPE_ENTRY_CHOICE:
      G_STRUCT_MEMBER (guint, recipe, self->offset) = G_STRUCT_MEMBER (guint, fallback, self->offset);
      break;
    case NP_RECIPE_ENTRY_ADDRESS: G_STRUCT_MEMBER (guint32, recipe, self->offset) = 0; break;
    case NP_RECIPE_ENTRY_SECONDS: np_recipe_entry_set_seconds (self, recipe, np_recipe_entry_get_seconds (self, fallback)); break;
    case NP_RECIPE_ENTRY_FILE:
    case NP_RECIPE_ENTRY_FOLDER:
    case NP_RECIPE_ENTRY_LOADER:
    case NP_RECIPE_ENTRY_TEXT: g_clear_pointer (&G_STRUCT_MEMBER (char *, recipe, self->offset), g_free); break;
    case NP_RECIPE_ENTRY_DECLARATION: g_clear_pointer (&recipe->test_firmware, g_strfreev); break;
    case NP_RECIPE_ENTRY_NOTE:
    case NP_RECIPE_ENTRY_WARNING: break;
    }
}

void
np_recipe_drop_unused (NpRecipe *recipe)
{
  g_autoptr(NpRecipe) fallback = np_recipe_new (NP_JOB_RECONFIGURE, NULL);

  guint n_entries;
  const NpRecipeEntry *entries = np_recipe_entry_get_all (&n_entries);

  g_return_if_fail (recipe != NULL);

  if (recipe->job == NP_JOB_PROVISION && np_recipe_get_security_level (recipe) == NULL)
    return;
  for (guint i = 0; i < n_entries; i++)
    if (!entries[i].applies (recipe))
      take_fallback (&entries[i], recipe, fallback);
}
